"""What people do, as it arrives: read, judged, settled once, answered."""
