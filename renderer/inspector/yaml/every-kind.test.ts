import { describe, expect, it } from 'vitest';
import { groupVersionOf, livingResourceTypes } from '../../../shared/kubernetes/registry.ts';
import { schemaOf } from '../../../shared/kubernetes/schema/catalogue.ts';
import type { ObjectSchema } from '../../../shared/kubernetes/schema/model.ts';
import { placeAt } from '../../../shared/kubernetes/schema/walk.ts';
import { offersAt } from './schema-completion.ts';
import { pathAtOffset } from './yaml-outline.ts';

/** Machines have a form of their own. */
const kinds = livingResourceTypes.filter(({ kind }) => kind !== 'Machine');

describe('the YAML editor knows every living kind', () => {
  it.each(kinds.map((type) => [groupVersionOf(type), type.kind]))('%s %s: completion offers fields, and each has words for hovering', (apiVersion, kind) => {
    const schema = schemaOf(apiVersion, kind) as ObjectSchema;
    expect(schema, kind).toBeDefined();
    const head = `apiVersion: ${apiVersion}\nkind: ${kind}\n`;
    const offers = offersAt(schema, head, head.length)?.offers ?? [];
    expect(offers.map(({ label }) => label)).toContain('metadata');
    const own = offers.filter(({ label }) => label !== 'metadata');
    // A ServiceAccount or a Namespace may have nothing else to say; none is offered what the server makes.
    expect(own.map(({ label }) => label)).not.toContain('status');
    for (const { label, insert } of offers) {
      const text = `${head}${insert}`;
      const at = text.lastIndexOf(`${label}:`);
      const line = pathAtOffset(text, at + 1);
      expect(line?.key, label).toBe(label);
      expect(placeAt(schema, line?.path ?? [])?.field?.name, label).toBe(label);
    }
    if (offers.some(({ label }) => label === 'spec')) {
      const inSpec = `${head}spec:\n  `;
      expect(offersAt(schema, inSpec, inSpec.length)?.offers.length, 'fields of spec').toBeGreaterThan(0);
    }
  });
});
