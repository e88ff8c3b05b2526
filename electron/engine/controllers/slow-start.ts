/** Source: SlowStartInitialBatchSize, pkg/controller/controller_utils.go. */
export const initialBatchSize = 1;

/**
 * Tries something `count` times in batches of 1, 2, 4 … and stops after a batch with a failure, so that a refusal that hits every attempt
 * (a quota, say) is not asked for hundreds of times.
 * @param attempt returns the error, or undefined when it went well
 * @returns the first error, if any
 * Source: slowStartBatch, pkg/controller/replicaset/replica_set.go.
 */
export function slowStart<E>(count: number, attempt: () => E | undefined): E | undefined {
  let remaining = count;
  for (let batchSize = Math.min(remaining, initialBatchSize); batchSize > 0; batchSize = Math.min(2 * batchSize, remaining)) {
    let firstError: E | undefined;
    for (let index = 0; index < batchSize; index += 1) {
      const error = attempt();
      firstError ??= error;
    }
    if (firstError !== undefined) return firstError;
    remaining -= batchSize;
  }
  return undefined;
}
