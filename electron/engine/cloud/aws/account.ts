import type { CloudErrorCode, Fault } from '../../../../shared/faults.ts';
import type { JsonValue } from '../../../../shared/json.ts';
import { refKey, type ObjectRef } from '../../../../shared/kubernetes/registry.ts';
import { failure, type ApiResult } from '../../../../shared/kubernetes/status.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import { awsZones, defaultQuotas, type AwsQuotas, type AwsSpec } from '../../../../shared/cloud/provider-spec.ts';
import type { CloudCall, CloudError, CloudValue } from '../../../../shared/view/cloud.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import type { Component, ComponentContext } from '../../component.ts';
import { writeHex } from '../../hex-codes.ts';
import { decodeState, encodeState } from '../../simulation/state-codec.ts';
import { error as cloudError, insufficientCapacity, sdkError, throttled, vcpuLimit } from './errors.ts';
import type { AwsState, InjectedFailure } from './state.ts';
import { takeToken } from './throttle.ts';
import { answerMs } from './timings.ts';

/** Who builds what the design says before the cluster does anything itself: the part of eksctl or Terraform. */
export const designer = 'design';
/** Auto Scaling, which launches instances in the account's name. */
export const scalingService = 'autoscaling.amazonaws.com';

/** Calls that are remembered. */
const callLimit = 2_000;

export type Answer = Record<string, CloudValue>;

/** One request, and what it does when nothing stands against it. */
export interface CallRequest {
  caller: string;
  service: 'ec2' | 'autoscaling' | 'elasticloadbalancing';
  action: string;
  request: Record<string, CloudValue>;
  subject?: ObjectRef;
  /** What failures for one zone or type look at. */
  zone?: string;
  instanceType?: string;
  /** What SDKs call the service, where that is not what its name alone says. */
  title?: string;
  perform(): Result<Answer, CloudError>;
}

export interface CallOutcome {
  result: Result<Answer, CloudError>;
  /** Until the asker has the answer. */
  durationMs: number;
  /** The error as components pass it on, '' for none. */
  message: string;
}

/** What happens in an account by itself. */
export interface AccountLife {
  /** The account is made ready for the cluster. */
  begin(account: AwsAccount): void;
  /** Does what has fallen due. */
  age(account: AwsAccount): void;
  /** When something falls due next; Infinity: nothing. */
  nextMs(account: AwsAccount): number;
}

/**
 * An account with AWS: all that is in it, and the one door through which everybody asks for something. What a call changes is changed when it is made; its
 * asker waits for the answer. Sources: the API references of Amazon EC2, Auto Scaling and Elastic Load Balancing.
 */
export class AwsAccount implements Component {
  readonly name = 'aws';
  readonly process = 'provider';
  readonly watches = ['machines'];
  readonly spec: AwsSpec;
  readonly zones: readonly string[];
  readonly quotas: Required<AwsQuotas>;
  readonly context: ComponentContext;
  state: AwsState;
  private readonly life: AccountLife;

  constructor(context: ComponentContext, spec: AwsSpec, life: AccountLife) {
    this.context = context;
    this.spec = spec;
    this.life = life;
    this.zones = awsZones(spec);
    this.quotas = { ...defaultQuotas, ...spec.quotas };
    this.state = emptyState(spec);
  }

  /** The network is there before anything stands in it: whoever made the account ready has made it. */
  start(): void {
    this.state = emptyState(this.spec);
    this.state.account = String(100_000_000_000 + this.context.env.random('aws').below(899_999_999) * 1_000 + 7).slice(0, 12);
    this.life.begin(this);
  }

  stop(): void {
    this.state = emptyState(this.spec);
  }

  /** A machine that comes or goes may change what the account pays for. */
  observe({ type }: WatchEvent): void {
    if (type !== 'MODIFIED') this.context.wakeAt(this.nowMs);
  }

  run(): void {
    this.plan();
  }

  /** Lets time do its work on what is on its way out. Nobody waits for that. */
  plan(): void {
    this.life.age(this);
    this.wakeForNext();
  }

  private wakeForNext(): void {
    const next = this.life.nextMs(this);
    if (next < Infinity) this.context.wakeAt(next, { background: true });
  }

  save(): JsonValue {
    return encodeState(this.state);
  }

  load(state: JsonValue): void {
    this.state = { ...emptyState(this.spec), ...(decodeState(state) as AwsState) };
    this.wakeForNext();
  }

  get nowMs(): number {
    return this.context.env.nowMs;
  }

  /**
   * Makes a request, unless it is throttled or made to fail, and notes it with what came of it. Tools that build a design and Auto Scaling pace themselves, so
   * they are not throttled.
   */
  call({ caller, service, action, request, subject, zone, instanceType, title, perform }: CallRequest): CallOutcome {
    const { state } = this;
    const isPaced = caller === designer || caller === scalingService;
    const refusal = this.injected(service, action, zone, instanceType) ?? (isPaced || takeToken(state.buckets, service, action, this.nowMs) ? undefined : throttled(service));
    const result = refusal ? err(refusal) : perform();
    state.callCount += 1;
    state.version += 1;
    const call: CloudCall = {
      id: state.callCount, atMs: this.nowMs, durationMs: answerMs(action), caller, service, action, request,
      ...(result.ok ? { answer: result.value } : { error: result.error }), ...(subject ? { subject } : {}),
    };
    state.calls.push(call);
    if (state.calls.length > callLimit) state.calls.splice(0, state.calls.length - callLimit);
    for (const listener of this.listeners) listener(call);
    return { result, durationMs: call.durationMs, message: result.ok ? '' : sdkError(call, result.error, title) };
  }

  private readonly listeners: ((call: CloudCall) => void)[] = [];

  onCall(listener: (call: CloudCall) => void): void {
    this.listeners.push(listener);
  }

  /** The last calls, newest first. @param about only those for one object */
  calls(limit: number, about?: ObjectRef): CloudCall[] {
    const key = about && refKey(about);
    const found: CloudCall[] = [];
    for (let index = this.state.calls.length - 1; index >= 0 && found.length < limit; index -= 1) {
      const call = this.state.calls[index] as CloudCall;
      if (key === undefined || (call.subject && refKey(call.subject) === key)) found.push(call);
    }
    return found;
  }

  /** Errors: NotFound, when there is no such failure to end. */
  inject(fault: Extract<Fault, { kind: 'FailCloudCalls' | 'MendCloudCalls' }>): ApiResult<void> {
    const { state } = this;
    state.version += 1;
    if (fault.kind === 'FailCloudCalls') {
      const { kind: _kind, count, ...rest } = fault;
      state.failures.push({ ...(rest as InjectedFailure), ...(count === undefined ? {} : { left: count }) });
      return ok(undefined);
    }
    const { action, error } = fault;
    const before = state.failures.length;
    state.failures = state.failures.filter((one) => !((action === undefined || one.action === action) && (error === undefined || one.error === error)));
    return before > state.failures.length || before === 0 ? ok(undefined) : err(failure('NotFound', 'no such failure of cloud calls'));
  }

  /** An id as AWS makes them: `i-0` and sixteen more digits. */
  newId(prefix: string): string {
    return `${prefix}-0${this.hex(16)}`;
  }

  hex(length: number): string {
    const codes: number[] = [];
    const random = this.context.env.random('aws');
    while (codes.length < length) writeHex(codes, codes.length, Math.min(8, length - codes.length), random.nextUint32());
    return String.fromCharCode(...codes);
  }

  arn(service: string, resource: string): string {
    return `arn:aws:${service}:${this.spec.region}:${this.state.account}:${resource}`;
  }

  /** Something that a view shows has changed without a call. */
  changed(): void {
    this.state.version += 1;
  }

  private injected(service: string, action: string, zone: string | undefined, instanceType: string | undefined): CloudError | undefined {
    const { failures } = this.state;
    const index = failures.findIndex((one) => (one.action === undefined || one.action === action || one.action === `${service}:${action}`)
      && (one.zone === undefined || one.zone === zone) && (one.instanceType === undefined || one.instanceType === instanceType));
    const found = failures[index];
    if (!found) return undefined;
    if (found.left !== undefined) {
      found.left -= 1;
      if (found.left === 0) failures.splice(index, 1);
    }
    return this.errorOf(found.error, service, action, zone, instanceType);
  }

  private errorOf(code: CloudErrorCode, service: string, action: string, zone = this.zones[0] ?? '', instanceType = 'm5.large'): CloudError {
    switch (code) {
      case 'RequestLimitExceeded': return throttled(service);
      case 'InsufficientInstanceCapacity': return insufficientCapacity(instanceType, zone, this.zones.filter((one) => one !== zone));
      case 'VcpuLimitExceeded': return vcpuLimit(this.quotas.onDemandVcpus);
      case 'InternalError': return cloudError(code, 'An internal error has occurred');
      case 'Unavailable': return cloudError(code, 'The server is overloaded and can\'t handle the request.');
      default: return cloudError(code, `You are not authorized to perform this operation. User: ${this.arn('sts', 'assumed-role/cluster')} is not authorized to perform: ${service}:${action}`);
    }
  }
}

function emptyState({ capacity = [] }: AwsSpec): AwsState {
  return {
    account: '', version: 0, callCount: 0, calls: [], buckets: new Map(), failures: [],
    vpc: { id: '', cidr: '', internetGateway: '', subnets: [], routeTables: [], natGateways: [], securityGroups: [] },
    instances: new Map(), volumes: new Map(), balancers: new Map(), applications: new Map(), looseTargetGroups: new Map(), groups: new Map(),
    capacity: new Map(capacity.map(({ instanceType, zone, instances }) => [zone === undefined ? instanceType : `${instanceType}/${zone}`, instances])),
    podRoutes: new Map(), bills: new Map(),
  };
}
