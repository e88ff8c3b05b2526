/** How long a disk takes that a person makes slow: longer than etcd's election timeout, so that a leader loses its leadership. */
export const slowFsyncMs = 2_000;
