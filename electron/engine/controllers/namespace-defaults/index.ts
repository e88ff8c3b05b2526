import { jsonEqual } from '../../../../shared/json.ts';
import { resourceTypeFor } from '../../../../shared/kubernetes/registry.ts';
import type { ConfigMap, Namespace } from '../../../../shared/kubernetes/types/core.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { WatchEvent } from '../../apistore/watch-event.ts';
import { nothingToDo, type Controller, type ControllerContext, type Outcome } from '../controller.ts';
import { defaultServiceAccount, rootCertificate } from './objects.ts';

/** An object that every namespace has. */
interface Default {
  controller: string;
  wanted(namespace: string): KubernetesObject;
  /** What somebody made of it is put right. */
  keepsData: boolean;
}

/** Source: pkg/controller/serviceaccount/serviceaccounts_controller.go. */
export function serviceAccountController(context: ControllerContext): Controller {
  return new NamespaceDefaultController(context, { controller: 'serviceaccount-controller', wanted: defaultServiceAccount, keepsData: false });
}

/** Source: pkg/controller/certificates/rootcacertpublisher. */
export function rootCertificatePublisher(context: ControllerContext): Controller {
  return new NamespaceDefaultController(context, { controller: 'root-ca-certificate-publisher-controller', wanted: rootCertificate, keepsData: true });
}

/** Sees to it that every namespace that is not on its way out has one object. Keys are namespaces. */
class NamespaceDefaultController implements Controller {
  readonly name: string;
  readonly watches: readonly string[];
  private readonly context: ControllerContext;
  private readonly kind: Default;
  private readonly resource: string;
  private readonly objectName: string;

  constructor(context: ControllerContext, kind: Default) {
    this.context = context;
    this.kind = kind;
    this.name = kind.controller;
    const { apiVersion, kind: objectKind, metadata } = kind.wanted('');
    this.resource = resourceTypeFor(apiVersion, objectKind).resource;
    this.objectName = metadata.name;
    this.watches = ['namespaces', this.resource];
  }

  start(): void {
    for (const namespace of this.context.api.list<Namespace>('namespaces')) this.context.queue.add(namespace.metadata.name);
  }

  observe({ resource, type, key, object }: WatchEvent): void {
    if (resource === 'namespaces') {
      if (type === 'ADDED') this.context.queue.add(key);
    } else if (object.metadata.name === this.objectName && type !== 'ADDED') this.context.queue.add(object.metadata.namespace ?? '');
  }

  reconcile(key: string): Outcome {
    const { api } = this.context;
    const namespace = api.get<Namespace>('namespaces', key);
    if (!namespace || namespace.metadata.deletionTimestamp) return nothingToDo;
    const wanted = this.kind.wanted(key);
    const found = api.get<ConfigMap>(this.resource, `${key}/${this.objectName}`);
    if (!found) return { kind: 'Done', writes: [{ verb: 'create', object: wanted }] };
    const data = (wanted as ConfigMap).data ?? {};
    if (!this.kind.keepsData || found.metadata.deletionTimestamp || jsonEqual(found.data, data)) return nothingToDo;
    const object: ConfigMap = { ...found, data };
    return { kind: 'Done', writes: [{ verb: 'update', object }] };
  }
}
