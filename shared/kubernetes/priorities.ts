/** Numbers of priority. Source: pkg/apis/scheduling/types.go. */

/** The most that a PriorityClass of a user may have. */
export const highestUserDefinablePriority = 1_000_000_000;

/** The classes that the API server makes for itself; twice the highest of users, so that nobody comes between. */
export const systemPriorities = {
  'system-cluster-critical': 2 * highestUserDefinablePriority,
  'system-node-critical': 2 * highestUserDefinablePriority + 1_000,
} as const;
