"""Churn (流失): warnings that are listed and looked at, lost customers and tries."""
