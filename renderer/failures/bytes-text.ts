const units = [['Gi', 2 ** 30], ['Mi', 2 ** 20], ['Ki', 2 ** 10]] as const;

/** Bytes as a Kubernetes quantity, exactly: `4Mi`, `1500`. */
export function formatBytesQuantity(bytes: number): string {
  const [unit, size] = units.find(([, one]) => bytes % one === 0) ?? ['', 1];
  return `${bytes / size}${unit}`;
}
