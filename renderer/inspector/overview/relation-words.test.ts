import { expect, it } from 'vitest';
import { relationKinds } from '../../../shared/view/relations.ts';
import { catalogues } from '../../i18n/catalogues.ts';

it.each(relationKinds)('%s has words for both ends, in both languages', (kind) => {
  for (const { inspector } of Object.values(catalogues)) for (const direction of ['out', 'in']) expect(inspector[`relation.${kind}.${direction}`]).toBeDefined();
});
