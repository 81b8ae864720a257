"""Programs that cannot be beaten on the same stack; none of them knows crm."""
