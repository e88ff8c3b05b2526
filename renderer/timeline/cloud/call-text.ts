import type { CloudErrorCode } from '../../../shared/faults.ts';
import type { CloudCall, CloudFailure, CloudValue } from '../../../shared/view/cloud.ts';

export interface CallFilter {
  /** Words that all must occur in caller, action, subject, parameters or answer; case does not matter. */
  text: string;
  errorsOnly: boolean;
}

/** `ec2:RunInstances`, as policies and faults name it. */
export function actionOf({ service, action }: Pick<CloudCall, 'service' | 'action'>): string {
  return `${service}:${action}`;
}

/** What came back, in one line: the error as AWS tells it, or the fields of the answer; '' for an answer that says no more than yes. */
export function answerText({ answer = {}, error }: Pick<CloudCall, 'answer' | 'error'>): string {
  if (error) return `${error.code}: ${error.message}`;
  return fieldsText(answer);
}

function fieldsText(fields: NonNullable<CloudCall['answer']>): string {
  return Object.entries(fields).map(([name, value]) => `${name}=${valueText(value)}`).join(' ');
}

function valueText(value: CloudValue): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

export function filterCalls(calls: readonly CloudCall[], { text, errorsOnly }: CallFilter): readonly CloudCall[] {
  const words = text.toLowerCase().split(/\s+/).filter((word) => word !== '');
  if (words.length === 0 && !errorsOnly) return calls;
  return calls.filter((call) => {
    if (errorsOnly && !call.error) return false;
    const { kind = '', name = '', namespace = '' } = call.subject ?? {};
    const searched = [call.caller, actionOf(call), kind, `${kind}/${name}`, namespace, fieldsText(call.request), answerText(call)].join(' ').toLowerCase();
    return words.every((word) => searched.includes(word));
  });
}

const anyCall: readonly CloudErrorCode[] = ['RequestLimitExceeded', 'InternalError', 'UnauthorizedOperation'];
const launches: readonly CloudErrorCode[] = ['InsufficientInstanceCapacity', 'VcpuLimitExceeded'];

/** Errors that AWS can answer such a call with: capacity and the quota of vCPUs are asked for by launches only. */
export function errorsFor(call: Pick<CloudCall, 'service' | 'action'>): readonly CloudErrorCode[] {
  return actionOf(call) === 'ec2:RunInstances' ? [...anyCall, ...launches] : anyCall;
}

/** Failures in force that strike calls like this one. */
export function failuresOf(call: Pick<CloudCall, 'service' | 'action'>, failures: readonly CloudFailure[]): readonly CloudFailure[] {
  return failures.filter(({ action }) => action === undefined || action === call.action || action === actionOf(call));
}
