"""The side panel: fields, who has it, what may be done, the flow, opinions, files, history."""
