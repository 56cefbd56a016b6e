"""Programs, trainings and the framework."""
