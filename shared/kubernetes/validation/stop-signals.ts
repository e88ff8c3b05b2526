const named = [
  'ABRT', 'ALRM', 'BUS', 'CHLD', 'CLD', 'CONT', 'FPE', 'HUP', 'ILL', 'INT', 'IO', 'IOT', 'KILL', 'PIPE', 'POLL', 'PROF', 'PWR', 'QUIT', 'SEGV', 'STKFLT',
  'STOP', 'SYS', 'TERM', 'TRAP', 'TSTP', 'TTIN', 'TTOU', 'URG', 'USR1', 'USR2', 'VTALRM', 'WINCH', 'XCPU', 'XFSZ',
];

/** Real-time signals have a number, counted from one end or the other: RTMIN+15 is the last of the first half, RTMAX-14 the first of the second. */
function realTime(start: string, sign: string, last: number): string[] {
  return [start, ...Array.from({ length: last }, (_, index) => `${start}${sign}${index + 1}`)];
}

/** Signals that may stop a container, by the operating system of its pod, in order. Source: core/v1 Signal. */
export const stopSignals: Readonly<Record<string, readonly string[]>> = {
  linux: [...named, ...realTime('RTMIN', '+', 15), ...realTime('RTMAX', '-', 14)].map((name) => `SIG${name}`).toSorted(), windows: ['SIGKILL', 'SIGTERM'],
};
