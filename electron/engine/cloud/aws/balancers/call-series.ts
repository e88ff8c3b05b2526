import type { ObjectRef } from '../../../../../shared/kubernetes/registry.ts';
import { err, ok } from '../../../../../shared/result.ts';
import type { CloudValue } from '../../../../../shared/view/cloud.ts';
import type { CloudAnswer } from '../../cloud-instances.ts';
import type { AwsAccount, Answer, CallOutcome, CallRequest } from '../account.ts';

export interface SeriesOptions {
  caller: string;
  subject: ObjectRef;
  /** Which of the two APIs of Elastic Load Balancing is asked; both go by one name. Default v2. */
  version?: 'v1' | 'v2';
}

/** The calls of one attempt, one after the other: the first that fails ends it. What has been made stays, and the next attempt goes on from there. */
export class CallSeries {
  readonly account: AwsAccount;
  private readonly options: SeriesOptions;
  private spentMs = 0;
  private failure: string | undefined;

  constructor(account: AwsAccount, options: SeriesOptions) {
    this.account = account;
    this.options = options;
  }

  /** Asks Elastic Load Balancing. @returns whether to go on */
  balancing(action: string, request: Record<string, CloudValue>, perform: CallRequest['perform'] = done): boolean {
    return this.call('elasticloadbalancing', action, request, perform);
  }

  /** Asks EC2. @returns whether to go on */
  ec2(action: string, request: Record<string, CloudValue>, perform: CallRequest['perform'] = done): boolean {
    return this.call('ec2', action, request, perform);
  }

  /** Asks for something by name, of which it is known that it is not there yet: that is an answer too. */
  lookFor(request: Record<string, CloudValue>, perform: CallRequest['perform']): void {
    if (this.failure !== undefined) return;
    const outcome = this.send('elasticloadbalancing', 'DescribeLoadBalancers', request, perform);
    if (!outcome.result.ok && outcome.result.error.code === 'LoadBalancerNotFound') this.spentMs += outcome.durationMs;
    else this.count(outcome);
  }

  /** The asker finds something wrong by itself. */
  fail(message: string): void {
    this.failure ??= message;
  }

  get failed(): boolean {
    return this.failure !== undefined;
  }

  end(): CloudAnswer<void> {
    return { durationMs: this.spentMs, result: this.failure === undefined ? ok(undefined) : err(this.failure) };
  }

  private call(service: CallRequest['service'], action: string, request: Record<string, CloudValue>, perform: CallRequest['perform']): boolean {
    if (this.failure !== undefined) return false;
    return this.count(this.send(service, action, request, perform));
  }

  private send(service: CallRequest['service'], action: string, request: Record<string, CloudValue>, perform: CallRequest['perform']): CallOutcome {
    const { caller, subject, version } = this.options;
    return this.account.call({ caller, service, action, request, subject, perform, ...(version === 'v1' ? { title: 'Elastic Load Balancing' } : {}) });
  }

  private count({ durationMs, result, message }: CallOutcome): boolean {
    this.spentMs += durationMs;
    if (!result.ok) this.failure ??= message;
    return result.ok;
  }
}

function done(): ReturnType<CallRequest['perform']> {
  return ok<Answer>({});
}
