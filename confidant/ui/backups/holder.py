"""Where a backup's job is held, between the thread that copies and the one that proves."""

from threading import Lock

from confidant.services.backup_jobs import Job


class Holder:
    """Holds the job between two threads, so that no copy and no key outlives a lock."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._closed = False
        self.job: Job | None = None
        self.last: Holder | None = None

    def take(self, job: Job | None) -> bool:
        """Keep a job that was begun on the vault thread; drop it where a lock was faster."""
        with self._lock:
            if job is not None and self._closed:
                job.drop()
                return False
            self.job = job
        return job is not None

    def forget(self) -> None:
        """Let go of a job that has ended."""
        with self._lock:
            self.job = None

    def stop(self) -> None:
        """End the job that runs."""
        with self._lock:
            if self.job is not None:
                self.job.stop()

    def close(self) -> None:
        """End the job that runs or has not begun, and take no other."""
        with self._lock:
            self._closed = True
            if self.job is not None:
                self.job.end()
