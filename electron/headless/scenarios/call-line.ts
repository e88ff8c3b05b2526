import type { CloudCall, CloudValue } from '../../../shared/view/cloud.ts';

const longestValue = 90;

/** `cloud  cloud-controller-manager → ec2:CreateRoute DestinationCidrBlock=… (300 ms): Return=true`, or the code of the error with its message. */
export function callLine({ caller, service, action, request, answer, error, durationMs }: CloudCall): string {
  const outcome = error ? `${error.code}: ${error.message}` : pairs(answer ?? {}) || 'done';
  return `cloud  ${caller} → ${service}:${action} ${pairs(request)} (${durationMs} ms): ${outcome}`;
}

function pairs(values: Record<string, CloudValue>): string {
  return Object.entries(values).map(([name, value]) => `${name}=${textOf(value)}`).join(' ');
}

function textOf(value: CloudValue): string {
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}
