import { describe, expect, it } from 'vitest';
import { listableResource, listableResources } from './discovery.ts';
import { resourceTypeByName } from './registry.ts';
import { groupVersionOf } from './resource-type.ts';

describe('discovery', () => {
  it('names each resource of a group and version once', () => {
    const names = listableResources.map((type) => `${groupVersionOf(type)}/${type.resource}`);
    expect(new Set(names).size).toBe(names.length);
  });

  it('gives each short name to one kind', () => {
    const kinds = new Map<string, string>();
    for (const { shortNames, kind } of listableResources) {
      for (const short of shortNames) {
        expect(kinds.get(short) ?? kind).toBe(kind);
        kinds.set(short, kind);
      }
    }
  });

  it.each([
    ['v1', 'namespaces', ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch']],
    ['v1', 'componentstatuses', ['get', 'list']],
    ['v1', 'endpoints', ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch']],
  ])('%s %s can be asked for %j', (groupVersion, resource, verbs) => {
    expect(listableResource(groupVersion, resource)?.verbs).toEqual(verbs);
  });

  it('shows events and autoscalers under two versions and keeps each once', () => {
    expect(listableResource('events.k8s.io/v1', 'events')?.shortNames).toEqual(['ev']);
    expect(listableResource('autoscaling/v1', 'horizontalpodautoscalers')?.categories).toEqual(['all']);
    expect(resourceTypeByName('events')?.group).toBe('');
  });

  it('does not list machines, which are ours', () => expect(listableResource('clusterwright.dev/v1', 'machines')).toBeUndefined());
});
