"""Which states a ZIP code or a city is in, and the outlines of the states; SOURCES.md says where the data is from."""
