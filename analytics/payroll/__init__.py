"""Pay: what a member gets for a month, line by line.

`terms` says by which plans, `facts` what happened, `calculate` what that makes, without asking the database.
`drafts` puts a statement together from these, `services` writes, locks and unlocks statements.
"""
