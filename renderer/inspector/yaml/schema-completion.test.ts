import { describe, expect, it } from 'vitest';
import { schemaOf } from '../../../shared/kubernetes/schema/catalogue.ts';
import type { ObjectSchema } from '../../../shared/kubernetes/schema/model.ts';
import { offersAt } from './schema-completion.ts';

const schema = schemaOf('v1', 'Pod') as ObjectSchema;
const labels = (text: string): string[] => offersAt(schema, text, text.length)?.offers.map((offer) => offer.label) ?? [];

describe('completion from the schema', () => {
  it('offers fields that are not there yet, and none that the server makes', () => {
    const offered = labels('apiVersion: v1\nkind: Pod\n');
    expect(offered).toContain('spec');
    expect(offered).not.toContain('kind');
    expect(offered).not.toContain('status');
  });

  it('offers fields of an item of a list', () => {
    const offered = labels('spec:\n  containers:\n  - name: a\n    im');
    expect(offered).toContain('image');
    expect(offered).toContain('imagePullPolicy');
    expect(offered).not.toContain('name');
  });

  it('offers the values of a closed set', () => {
    expect(labels('spec:\n  restartPolicy: ')).toEqual(expect.arrayContaining(['Always', 'OnFailure', 'Never']));
    expect(labels('spec:\n  hostNetwork: ')).toEqual(['true', 'false']);
    expect(labels('spec:\n  nodeName: ')).toEqual([]);
  });

  it('writes what must follow a key', () => {
    const offers = offersAt(schema, 'spec:\n  ', 8)?.offers ?? [];
    const insert = (label: string): string | undefined => offers.find((offer) => offer.label === label)?.insert;
    expect(insert('nodeName')).toBe('nodeName: ');
    expect(insert('containers')).toBe('containers:\n  - ');
    expect(insert('securityContext')).toBe('securityContext:\n    ');
  });

  it('offers nothing under a field that does not exist, nor where any key goes', () => {
    expect(labels('spec:\n  nonsense:\n    a')).toEqual([]);
    expect(labels('metadata:\n  labels:\n    a')).toEqual([]);
  });
});
