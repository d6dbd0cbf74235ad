"""`./conseiller`: commands for administrators."""
