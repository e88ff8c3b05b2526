import { instancePerHour, regionOf } from '../../../shared/cloud/aws/catalogue/regions.ts';
import type { Machine } from '../../../shared/kubernetes/types/machine.ts';
import type { CloudCall } from '../../../shared/view/cloud.ts';
import { hoursPerMonth, type CostKind } from '../../../shared/view/cost.ts';
import type { World } from '../../engine/world.ts';
import type { Witness } from './index.ts';

const hourMs = 3_600_000;
/** US dollars. */
const tolerance = 1e-9;

interface Meter {
  readonly kind: CostKind;
  perHour: number;
  /** It runs since then; undefined: it stands still. */
  sinceMs?: number;
  spent: number;
}

/**
 * Keeps books of its own: what machines were on, and which volumes and load balancers there were between the calls that made them and those that took them away, each
 * at its price. The account's must come to the same.
 */
export class BillWitness implements Witness {
  readonly name = 'what is paid is the sum of lifetimes × price';
  private readonly meters = new Map<string, Meter>();
  /** Machine → its instance. */
  private readonly instances = new Map<string, string>();
  private nowMs = (): number => 0;
  private region = '';

  follow(world: World): void {
    const { cloud } = world.components;
    if (!cloud) return;
    this.region = cloud.view().region;
    this.nowMs = () => world.nowMs;
    // Whatever stood in the account before anybody looked.
    if (world.nowMs === 0) for (const call of cloud.calls(Infinity).reverse()) this.note(call);
    cloud.onCall((call) => this.note(call));
    world.onCommit(({ resource, type, object }) => {
      if (resource === 'machines' && type !== 'DELETED') this.power(object as Machine);
    });
  }

  look({ components: { cloud } }: World): string[] {
    if (!cloud) return [];
    const { rows, soFar, perHour } = cloud.cost();
    const problems: string[] = [];
    for (const kind of ['Instance', 'Volume', 'NetworkLoadBalancer', 'ClassicLoadBalancer', 'ApplicationLoadBalancer'] as const) {
      const billed = sum(rows.filter((row) => row.kind === kind).map((row) => row.soFar));
      const expected = sum([...this.meters.values()].filter((meter) => meter.kind === kind).map((meter) => this.costOf(meter)));
      if (Math.abs(billed - expected) > tolerance + expected * 1e-6) problems.push(`${kind}s are billed with $${billed}, and were there for $${expected}`);
    }
    if (Math.abs(soFar - sum(rows.map((row) => row.soFar))) > tolerance) problems.push('the rows do not add up to the sum');
    if (Math.abs(perHour - sum(rows.map((row) => row.pricePerHour))) > tolerance) problems.push('the prices do not add up');
    return problems;
  }

  private costOf({ sinceMs, perHour, spent }: Meter): number {
    return spent + (sinceMs === undefined ? 0 : perHour * (this.nowMs() - sinceMs) / hourMs);
  }

  private power({ metadata: { name }, status }: Machine): void {
    const id = this.instances.get(name);
    if (id === undefined) return;
    if (status?.phase === 'Booting' || status?.phase === 'Running') this.start(id);
    else if (status?.phase === 'Off') this.stop(id);
  }

  private note({ action, request, answer, error, subject }: CloudCall): void {
    if (error || !answer) return;
    const prices = regionOf(this.region)?.prices;
    const gib = (size: number): number => (prices?.volumeGibMonth.gp3 ?? 0) * size / hoursPerMonth;
    switch (action) {
      case 'RunInstances': {
        const id = String(answer['InstanceId']);
        this.instances.set(subject?.name ?? '', id);
        this.meters.set(id, { kind: 'Instance', perHour: instancePerHour(this.region, String(request['InstanceType'])), spent: 0 });
        // The root volume of its image.
        this.meters.set(`${id}/root`, { kind: 'Volume', perHour: gib(20), spent: 0, sinceMs: this.nowMs() });
        return;
      }
      case 'TerminateInstances': {
        const [id] = request['InstanceIds'] as string[];
        this.stop(id ?? '');
        this.stop(`${id ?? ''}/root`);
        return;
      }
      case 'CreateVolume': this.meters.set(String(answer['VolumeId']), { kind: 'Volume', perHour: gib(Number(request['Size'])), spent: 0, sinceMs: this.nowMs() }); return;
      case 'DeleteVolume': this.stop(String(request['VolumeId'])); return;
      case 'CreateLoadBalancer': {
        const [kind, perHour] = request['LoadBalancerName'] !== undefined ? ['ClassicLoadBalancer', prices?.classicLoadBalancerHour] as const
          : request['Type'] === 'application' ? ['ApplicationLoadBalancer', prices?.applicationLoadBalancerHour] as const : ['NetworkLoadBalancer', prices?.networkLoadBalancerHour] as const;
        this.meters.set(String(answer['LoadBalancerArn'] ?? request['LoadBalancerName']), { kind, perHour: perHour ?? 0, spent: 0, sinceMs: this.nowMs() });
        return;
      }
      case 'DeleteLoadBalancer': this.stop(String(request['LoadBalancerArn'] ?? request['LoadBalancerName'])); return;
      default:
    }
  }

  private start(id: string): void {
    const meter = this.meters.get(id);
    if (meter) meter.sinceMs ??= this.nowMs();
  }

  private stop(id: string): void {
    const meter = this.meters.get(id);
    if (meter?.sinceMs === undefined) return;
    meter.spent = this.costOf(meter);
    delete meter.sinceMs;
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
