"""What customers say back: feedback, complaints, measures, satisfaction surveys."""
