"""Churn (流失): warnings that a customer may leave, and what they rest on."""
