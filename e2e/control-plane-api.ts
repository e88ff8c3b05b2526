import type { Page } from '@playwright/test';
import { parseAllDocuments } from 'yaml';
import type { Answer, PortMessage, RequestName, RequestOf, ResponseOf } from '../shared/ipc/contract.ts';
import { groupVersionOf, resourceTypes, type ObjectRef } from '../shared/kubernetes/registry.ts';
import type { KubernetesObject } from '../shared/kubernetes/types/meta.ts';
import type { Manifest } from '../shared/topology/types.ts';

/** What the page keeps for us. */
interface Tapped {
  controlPlanePort?: MessagePort;
}

/** Fields that a test looks into without knowing the kind; what is missing is undefined, and an expectation says so. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Anything = any;
/** Manifests and live objects are read field by field. */
export type Loose = KubernetesObject & { spec?: Anything; status?: Anything };

/** The object of this kind and name, in namespace `default` where kinds have namespaces. */
export function refTo(kind: string, name: string): ObjectRef {
  const type = resourceTypes.find((candidate) => candidate.kind === kind);
  return { apiVersion: type ? groupVersionOf(type) : 'v1', kind, name, ...(type?.namespaced === false ? {} : { namespace: 'default' }) };
}

/** Asks the control plane over the window's own port, beside the window's own client: the truth behind the pixels. */
export class ControlPlaneApi {
  private readonly page: Page;
  private nextId = 1_000_000_000;

  private constructor(page: Page) {
    this.page = page;
  }

  /** Loads the page anew, so that the port is caught as it arrives. */
  static async listen(page: Page): Promise<ControlPlaneApi> {
    await page.addInitScript(() => {
      window.addEventListener('message', ({ data, ports: [port] }) => {
        if (data === 'clusterwright:port' && port !== undefined) (globalThis as Tapped).controlPlanePort = port;
      });
    });
    await page.reload();
    // The application is still starting: the port comes when the process that owns the database has opened it.
    await page.waitForFunction(() => (globalThis as Tapped).controlPlanePort !== undefined, undefined, { timeout: 60_000 });
    return new ControlPlaneApi(page);
  }

  /** The answer's value. Throws what the control plane refused. */
  async ask<K extends RequestName>(channel: K, payload?: RequestOf<K>): Promise<ResponseOf<K>> {
    const answer = await this.tryTo(channel, payload);
    if (!answer.ok) throw new Error(`${channel}: ${JSON.stringify(answer.error)}`);
    return answer.value;
  }

  tryTo<K extends RequestName>(channel: K, payload?: RequestOf<K>): Promise<Answer<K>> {
    const message: PortMessage = { type: 'request', id: this.nextId, channel, payload };
    this.nextId += 1;
    return this.page.evaluate((request) => new Promise((resolve) => {
      const port = (globalThis as Tapped).controlPlanePort as MessagePort;
      const onAnswer = ({ data }: MessageEvent<PortMessage>): void => {
        if (data.type !== 'answer' || data.id !== (request as { id: number }).id) return;
        port.removeEventListener('message', onAnswer);
        resolve(data.result as never);
      };
      port.addEventListener('message', onAnswer);
      port.postMessage(request);
    }), message) as Promise<Answer<K>>;
  }

  /** The live object; undefined: there is none. */
  async live(kind: string, name: string): Promise<Loose | undefined> {
    const answer = await this.tryTo('object.get', { ref: refTo(kind, name) });
    return answer.ok ? answer.value.live as Loose | undefined : undefined;
  }

  /** The topology file of the open design. */
  async text(): Promise<string> {
    const designId = await this.page.evaluate(() => sessionStorage.getItem('openDesign') ?? '');
    return (await this.ask('design.text', { designId })).text;
  }

  /** The documents of the topology file, by kind (and name). */
  async documents(kind: string, name?: string): Promise<(Manifest & Loose)[]> {
    const all = parseAllDocuments(await this.text()).map((document) => document.toJS() as Manifest & Loose);
    return all.filter((manifest) => manifest.kind === kind && (name === undefined || manifest.metadata.name === name));
  }

  /** The machines of the topology file, as `name role+role`. */
  async machines(): Promise<string[]> {
    const [cluster] = await this.documents('Cluster');
    return (cluster?.spec.machines ?? []).map((machine: { name: string; roles?: string[] }) => `${machine.name} ${(machine.roles ?? []).join('+')}`);
  }
}
