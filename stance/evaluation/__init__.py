"""Scores and calibration: pure functions of gold labels and predicted probabilities."""
