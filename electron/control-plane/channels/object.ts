import { refKey, resourceTypeFor, type ObjectRef } from '../../../shared/kubernetes/registry.ts';
import type { Event } from '../../../shared/kubernetes/types/core.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import { err, ok } from '../../../shared/result.ts';
import { previewPlacement } from '../../engine/scheduler/preview.ts';
import { rolloutUndo } from '../../engine/design/rollout-undo.ts';
import { asObject } from '../../engine/design/apply-changes.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import { applyYaml, checkYaml } from '../object-yaml.ts';
import { manifestYaml } from '../manifest-yaml.ts';
import type { DesignSession } from '../session.ts';
import { findObjects } from '../view/find-objects.ts';
import { objectKinds } from '../view/object-list.ts';
import { printedColumns } from '../view/printed-columns.ts';
import { eventRow } from '../view/event-row.ts';
import { explain } from '../why/explain.ts';
import type { Handlers } from './handlers.ts';

export const objectHandlers: Handlers = {
  'object.get'({ ref }, controlPlane) {
    const session = controlPlane.session();
    if (!session.ok) return session;
    const live = liveObject(session.value, ref);
    const manifest = session.value.world.manifests.get(refKey(ref));
    if (!live && !manifest) return err({ kind: 'NotFound', what: `${ref.kind} ${ref.name}` });
    const yaml = session.value.document.text.yamlOf(ref) ?? (manifest && manifestYaml(manifest));
    const { api, nowMs } = session.value.world;
    return ok({ ...(live ? { live, liveYaml: manifestYaml(live), columns: printedColumns(api, live, nowMs) } : {}), ...(yaml ? { manifestYaml: yaml } : {}) });
  },
  'object.applyYaml'({ ref, yaml }, controlPlane) {
    const session = controlPlane.session();
    return session.ok ? applyYaml(session.value, ref, yaml) : session;
  },
  'object.checkYaml'({ ref, yaml }, controlPlane) {
    const session = controlPlane.session();
    return session.ok ? ok({ problems: checkYaml(session.value, ref, yaml) }) : session;
  },
  'object.events'({ ref }, controlPlane) {
    const session = controlPlane.session();
    if (!session.ok) return session;
    const { world } = session.value;
    const uids = aboutUids(session.value, ref);
    const events = uids.flatMap((uid) => [...world.api.byIndex<Event>('events', 'involvedObject', uid)]);
    return ok(events.map((event) => eventRow(event, (text) => world.simulation.env.parseTimestamp(text))).sort((a, b) => a.lastMs - b.lastMs));
  },
  'object.why'({ ref }, controlPlane) {
    const session = controlPlane.session();
    return session.ok ? explain(session.value.world, ref) : session;
  },
  'objects.kinds'(_request, controlPlane) {
    const session = controlPlane.session();
    return session.ok ? ok(objectKinds(session.value.world.api)) : session;
  },
  'objects.find'({ query, limit }, controlPlane) {
    const session = controlPlane.session();
    return session.ok ? ok(findObjects(session.value.world.api, query, limit)) : session;
  },
  'objects.list'({ apiVersion, kind, limit }, controlPlane) {
    const session = controlPlane.session();
    return session.ok ? ok(session.value.listObjects(apiVersion, kind, limit)) : session;
  },
  'object.rolloutUndo'({ ref, toRevision }, controlPlane) {
    const session = controlPlane.session();
    if (!session.ok) return session;
    const change = rolloutUndo(session.value.world.api, ref, toRevision);
    return change.ok ? change : err({ kind: 'BadRequest', detail: change.error });
  },
  'object.relations'({ ref }, controlPlane) {
    const session = controlPlane.session();
    return session.ok ? ok(session.value.relationsOf(ref)) : session;
  },
  'timeline.scaling'({ known }, controlPlane) {
    const session = controlPlane.session();
    if (!session.ok) return session;
    const { scaling } = session.value.timeline;
    return ok({ version: scaling.version, ...(known === scaling.version ? {} : { chains: scaling.all() }) });
  },
  'timeline.usage'({ of }, controlPlane) {
    const session = controlPlane.session();
    if (!session.ok) return session;
    const { usage } = session.value.timeline;
    return ok({ cluster: usage.ofCluster(), series: usage.of(of) });
  },
  'events.list'({ limit }, controlPlane) {
    const session = controlPlane.session();
    if (!session.ok) return session;
    const { world } = session.value;
    const rows = [...world.api.list<Event>('events')].map((event) => eventRow(event, (text) => world.simulation.env.parseTimestamp(text)));
    return ok(rows.sort((a, b) => a.lastMs - b.lastMs).slice(-limit));
  },
  'placement.preview'({ manifest, node }, controlPlane) {
    const session = controlPlane.session();
    if (!session.ok) return session;
    return ok({ refusals: previewPlacement(session.value.world.api, asObject(manifest as never) as Pod, node) });
  },
};

function liveObject(session: DesignSession, ref: ObjectRef): KubernetesObject | undefined {
  const { resource } = resourceTypeFor(ref.apiVersion, ref.kind);
  return session.world.api.get(resource, ref.namespace ? `${ref.namespace}/${ref.name}` : ref.name);
}

/** Events name a Node by its name where other objects have a uid (as the real kubelet does), and a Machine's events are its Node's. */
function aboutUids(session: DesignSession, ref: ObjectRef): string[] {
  const uids = [liveObject(session, ref)?.metadata.uid ?? ''];
  if (ref.kind === 'Machine' || ref.kind === 'Node') uids.push(ref.name, session.world.api.get('nodes', ref.name)?.metadata.uid ?? '');
  return [...new Set(uids.filter((uid) => uid !== ''))];
}
