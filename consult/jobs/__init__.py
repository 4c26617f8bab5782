"""The queue: work is enqueued inside the transaction that makes it necessary, and done elsewhere."""
