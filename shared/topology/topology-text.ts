import type { Document } from 'yaml';
import type { ClusterPlace } from '../import/importer.ts';
import { importerOf } from '../import/index.ts';
import { isJsonObject, jsonEqual, type JsonObject, type JsonValue } from '../json.ts';
import { refKey, type ObjectRef } from '../kubernetes/registry.ts';
import { editDocument } from './edit-yaml.ts';
import { manifestRef } from './manifest-ref.ts';
import { checkClusterDocument, defaultCluster } from './cluster-document.ts';
import { readYaml, type YamlDocument } from './read-yaml.ts';
import type { ClusterDocument, Manifest, Topology, TopologyProblem } from './types.ts';
import { writeYaml, yamlStyle } from './write-yaml.ts';

interface Entry {
  value: JsonObject;
  /** Absent: made from the value when written. */
  tree?: Document;
  /** The author's text, kept to the letter until the value changes. */
  source?: string;
}

/**
 * A topology file as text and as data at once: comments, order and unknown fields of the author stay through every edit; what nobody touched is written back to the
 * letter.
 */
export class TopologyText {
  private cluster: Entry;
  private readonly manifests = new Map<string, Entry>();
  /** Of another tool's configuration: where its machines stand. */
  private place: ClusterPlace | undefined;

  private constructor(cluster: Entry) {
    this.cluster = cluster;
  }

  static empty(name: string, seed: number): TopologyText {
    return new TopologyText({ value: defaultCluster(name, seed) as unknown as JsonObject });
  }

  static of(topology: Topology): TopologyText {
    const text = new TopologyText({ value: topology.cluster as unknown as JsonObject });
    for (const manifest of topology.manifests) text.put(manifest);
    return text;
  }

  /**
   * Reads a topology file, or any Kubernetes YAML or JSON (Lists are taken apart), or the configuration of another tool (see `shared/import`); without a Cluster document
   * one is made, named `fallbackName`.
   * @returns no text when there are errors; warnings may come with one
   */
  static parse(text: string, fallbackName: string): { text?: TopologyText; problems: TopologyProblem[] } {
    const { documents, problems } = readYaml(text);
    let cluster: Entry | undefined;
    let place: ClusterPlace | undefined;
    const manifests = new Map<string, Entry>();
    const firstSeen = new Map<string, number>();
    for (const document of documents) {
      const root = document.value;
      if (isJsonObject(root) && root['kind'] === 'Cluster' && String(root['apiVersion'] ?? '').startsWith('clusterwright.dev/')) {
        const found = checkClusterDocument(document);
        problems.push(...found);
        if (cluster) problems.push(secondCluster(document));
        cluster ??= { value: root, tree: document.tree, source: document.source };
        continue;
      }
      const importer = importerOf(root);
      if (importer) {
        const read = importer.read(document);
        problems.push(...read.problems);
        if (cluster) problems.push(secondCluster(document));
        place = importer.placeOf?.(read.cluster.spec);
        cluster ??= { value: read.cluster as unknown as JsonObject };
        continue;
      }
      for (const { value, path } of itemsOf(root)) {
        const problem = manifestProblem(value, path, document);
        if (problem) {
          problems.push(problem);
          continue;
        }
        const key = refKey(manifestRef(value as Manifest));
        const earlier = firstSeen.get(key);
        if (earlier !== undefined) {
          const { kind, metadata } = value as Manifest;
          problems.push({
            severity: 'error', message: `${kind} "${metadata.name}" is already in document ${earlier}.`, document: document.number, ...document.positionOf([...path, 'metadata', 'name']),
            field: 'metadata.name', hint: 'Rename or remove one of them.',
          });
          continue;
        }
        firstSeen.set(key, document.number);
        manifests.set(key, path.length === 0 ? { value: value as JsonObject, tree: document.tree, source: document.source } : { value: value as JsonObject });
      }
    }
    if (problems.some((problem) => problem.severity === 'error')) return { problems };
    if (!cluster && manifests.size === 0) return { problems: [...problems, { severity: 'error', message: 'There is no object in this file.', hint: 'A topology file holds a Cluster document and Kubernetes manifests.' }] };
    const result = new TopologyText(cluster ?? { value: defaultCluster(fallbackName, 1) as unknown as JsonObject });
    result.place = place;
    for (const [key, entry] of manifests) result.manifests.set(key, entry);
    return { text: result, problems };
  }

  /** Of another tool's configuration: where its machines stand. */
  get importedPlace(): ClusterPlace | undefined {
    return this.place;
  }

  get topology(): Topology {
    return { cluster: this.clusterDocument, manifests: [...this.manifests.values()].map((entry) => entry.value as Manifest) };
  }

  /** The Cluster document with the defaults of missing fields. */
  get clusterDocument(): ClusterDocument {
    const value = this.cluster.value as unknown as ClusterDocument;
    const defaults = defaultCluster(value.metadata.name, value.spec?.seed ?? 1);
    return { ...value, spec: { ...defaults.spec, ...value.spec, network: { ...defaults.spec.network, ...value.spec?.network } } };
  }

  /** Defaults that the author left out stay left out. */
  setCluster(cluster: ClusterDocument): void {
    const written = this.cluster.value as unknown as ClusterDocument;
    const defaults = defaultCluster(cluster.metadata.name, 1).spec;
    const spec: Partial<ClusterDocument['spec']> = { ...cluster.spec };
    for (const field of ['seed', 'network', 'machines'] as const) {
      if (written.spec?.[field] === undefined && jsonEqual(spec[field], defaults[field])) delete spec[field];
    }
    this.cluster = edited(this.cluster, { ...cluster, spec } as unknown as JsonObject);
  }

  put(manifest: Manifest): void {
    const key = refKey(manifestRef(manifest));
    const entry = this.manifests.get(key);
    this.manifests.set(key, entry ? edited(entry, manifest) : { value: manifest });
  }

  /** Replaces the object's document by the author's own text, comments and all. `yaml` is one document that holds that object. */
  putText(yaml: string, manifest: Manifest): void {
    const document = readYaml(yaml).documents[0];
    this.manifests.set(refKey(manifestRef(manifest)), document ? { value: manifest, tree: document.tree, source: document.source } : { value: manifest });
  }

  remove(ref: ObjectRef): void {
    this.manifests.delete(refKey(ref));
  }

  get(ref: ObjectRef): Manifest | undefined {
    return this.manifests.get(refKey(ref))?.value as Manifest | undefined;
  }

  /** YAML of one manifest, with its author's comments. */
  yamlOf(ref: ObjectRef): string | undefined {
    const entry = this.manifests.get(refKey(ref));
    return entry && textOf(entry);
  }

  toString(): string {
    return [this.cluster, ...this.manifests.values()].map(textOf).join('---\n');
  }
}

function secondCluster(document: YamlDocument): TopologyProblem {
  return { severity: 'error', message: 'There is a second Cluster document.', document: document.number, ...document.positionOf([]), hint: 'Keep one.' };
}

function edited(entry: Entry, value: JsonObject): Entry {
  if (jsonEqual(entry.value, value)) return entry;
  if (!entry.tree) return { value };
  editDocument(entry.tree, value);
  return { value, tree: entry.tree };
}

function textOf(entry: Entry): string {
  const text = entry.source ?? entry.tree?.toString(yamlStyle).replace(/^---\n/, '') ?? writeYaml(entry.value);
  return text.endsWith('\n') ? text : `${text}\n`;
}

/** A List's items, each with its path; else the document itself. */
function* itemsOf(root: JsonValue): Generator<{ value: JsonValue; path: (string | number)[] }> {
  if (isJsonObject(root) && Array.isArray(root['items']) && typeof root['kind'] === 'string' && root['kind'].endsWith('List')) {
    for (const [index, item] of root['items'].entries()) yield { value: withListKind(item, root), path: ['items', index] };
    return;
  }
  yield { value: root, path: [] };
}

/** Items of a typed list (`PodList`) may leave out apiVersion and kind. */
function withListKind(item: JsonValue, list: JsonObject): JsonValue {
  if (!isJsonObject(item) || list['kind'] === 'List' || item['kind'] !== undefined) return item;
  return { apiVersion: list['apiVersion'] ?? 'v1', kind: String(list['kind']).slice(0, -'List'.length), ...item };
}

function manifestProblem(value: JsonValue, path: (string | number)[], document: YamlDocument): TopologyProblem | undefined {
  const at = { severity: 'error', document: document.number, ...document.positionOf(path) } as const;
  if (!isJsonObject(value)) return { ...at, message: 'A document must be a Kubernetes object: a map with apiVersion, kind and metadata.' };
  for (const field of ['apiVersion', 'kind']) {
    const given = value[field];
    if (typeof given !== 'string' || given === '') {
      return { ...at, ...document.positionOf([...path, field]), field, message: given === undefined ? `${field} is missing.` : `${field} must be text.`, hint: 'Every Kubernetes object starts with apiVersion and kind.' };
    }
  }
  const { metadata } = value;
  if (!isJsonObject(metadata)) return { ...at, ...document.positionOf([...path, 'metadata']), field: 'metadata', message: 'metadata is missing.', hint: 'Add metadata with a name.' };
  if (typeof metadata['name'] !== 'string' || metadata['name'] === '') {
    return { ...at, ...document.positionOf([...path, 'metadata', 'name']), field: 'metadata.name', message: 'metadata.name must be text.', hint: 'Give the object a name.' };
  }
  if (metadata['namespace'] !== undefined && metadata['namespace'] !== null && typeof metadata['namespace'] !== 'string') {
    return { ...at, ...document.positionOf([...path, 'metadata', 'namespace']), field: 'metadata.namespace', message: 'metadata.namespace must be text.' };
  }
  return undefined;
}

