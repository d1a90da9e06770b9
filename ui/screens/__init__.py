"""One folder a screen: `state.py` frozen view states without Qt, `model.py` Qt models, `view.py` widgets."""
