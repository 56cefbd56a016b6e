"""Rules that the code as a whole keeps."""
