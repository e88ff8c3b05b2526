/** A group's way from one size to another. Source: nodegroupset.ScaleUpInfo. */
export interface ScaleUpInfo {
  readonly group: string;
  readonly currentSize: number;
  newSize: number;
  readonly maxSize: number;
}

/**
 * Splits new nodes over groups of one kind: each goes to the group that is smallest then, as long as it has room. Equal ones get theirs in order. Source:
 * BalanceScaleUpBetweenGroups. @returns the groups that grow
 */
export function balance(groups: readonly { name: string; target: number; max: number }[], newNodes: number): ScaleUpInfo[] {
  const infos: ScaleUpInfo[] = groups.filter(({ target, max }) => target < max)
    .map(({ name, target, max }) => ({ group: name, currentSize: target, newSize: target, maxSize: max }));
  for (let left = newNodes; left > 0; left -= 1) {
    let smallest: ScaleUpInfo | undefined;
    for (const info of infos) if (info.newSize < info.maxSize && info.newSize < (smallest?.newSize ?? Infinity)) smallest = info;
    if (!smallest) break;
    smallest.newSize += 1;
  }
  return infos.filter(({ newSize, currentSize }) => newSize > currentSize);
}

/** As Go prints the list: `[{workers 1->3 (max: 10)}]`. */
export function scaleUpText(infos: readonly ScaleUpInfo[]): string {
  return `[${infos.map(({ group, currentSize, newSize, maxSize }) => `{${group} ${currentSize}->${newSize} (max: ${maxSize})}`).join(' ')}]`;
}
