"""What the records say: pure functions from bodies and instants to frozen results.

The counting rules are those of records.md. Nothing is imported here, so that a caller pays only
for what it uses. Words and charts score the prediction, never the person.
"""
