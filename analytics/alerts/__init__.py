"""Alerts: each kind of rule looks at the agency in a query or two, whatever the number of rules, and tells in words.

`kinds` declares what can be watched, `checking` raises alerts and finds them over, `acknowledging` is for people.
"""
