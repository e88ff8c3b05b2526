import type { PodSpec } from '../../../../shared/kubernetes/types/pod.ts';

export interface HostPort {
  readonly protocol: string;
  readonly port: number;
  readonly ip: string;
}

const anyAddress = '0.0.0.0';

/** Host ports that a pod holds while it lives: of its containers and sidecars. Source: pkg/scheduler/util.GetHostPorts. */
export function hostPortsOf(spec: PodSpec): HostPort[] {
  const ports: HostPort[] = [];
  const sidecars = (spec.initContainers ?? []).filter((container) => container.restartPolicy === 'Always');
  for (const container of [...(spec.containers ?? []), ...sidecars]) {
    for (const { hostPort, protocol, hostIP } of container.ports ?? []) {
      if (hostPort !== undefined && hostPort > 0) ports.push({ protocol: protocol || 'TCP', port: hostPort, ip: hostIP || anyAddress });
    }
  }
  return ports;
}

/** The host ports in use on one node, with how many pods claim each. Source: framework.HostPortInfo. */
export class UsedHostPorts {
  private readonly claims = new Map<string, number>();
  private readonly addresses = new Map<string, Map<string, number>>();

  get size(): number {
    return this.claims.size;
  }

  change(port: HostPort, delta: 1 | -1): void {
    const base = `${port.protocol}/${port.port}`;
    const count = (this.claims.get(base) ?? 0) + delta;
    if (count > 0) this.claims.set(base, count);
    else this.claims.delete(base);
    let addresses = this.addresses.get(base);
    if (!addresses) this.addresses.set(base, (addresses = new Map()));
    const held = (addresses.get(port.ip) ?? 0) + delta;
    if (held > 0) addresses.set(port.ip, held);
    else addresses.delete(port.ip);
    if (addresses.size === 0) this.addresses.delete(base);
  }

  /** A port conflicts on the same address, and the wildcard address conflicts with every address. */
  conflicts(port: HostPort): boolean {
    const addresses = this.addresses.get(`${port.protocol}/${port.port}`);
    if (!addresses) return false;
    return port.ip === anyAddress ? addresses.size > 0 : addresses.has(port.ip) || addresses.has(anyAddress);
  }
}

/** Whether two ports could not be claimed on one node. */
export function portsConflict(a: HostPort, b: HostPort): boolean {
  return a.protocol === b.protocol && a.port === b.port && (a.ip === b.ip || a.ip === anyAddress || b.ip === anyAddress);
}
