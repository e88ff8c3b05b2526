import type { ReactNode } from 'react';
import type { ObjectSchema, ScalarSchema } from '../../../../shared/kubernetes/schema/model.ts';
import { ItemInput, ItemSelect } from '../ItemInput.tsx';
import { ListEditor } from '../ListEditor.tsx';
import type { Path } from '../set-in.ts';
import { freshItem } from './fresh-item.ts';
import { SchemaGroup } from './SchemaGroup.tsx';

interface ItemsProps<T> {
  path: Path;
  title: string;
  hint: string;
  type: T;
}

/** A list of texts or numbers, one a line. */
export function ScalarItems({ path, title, hint, type }: ItemsProps<ScalarSchema>) {
  const isNumber = type.scalar === 'float64' || type.scalar === 'int32' || type.scalar === 'int64';
  return (
    <ListEditor path={path} title={title} hint={hint} fresh={() => (isNumber ? 0 : (type.values?.[0] ?? ''))} itemClass="form-item form-item-one">
      {(_item, at, index) =>
        type.values === undefined ? (
          <ItemInput path={at} name={`${title} ${index + 1}`} numeric={isNumber} keepsEmpty />
        ) : (
          <ItemSelect path={at} name={`${title} ${index + 1}`} choices={type.values} />
        )
      }
    </ListEditor>
  );
}

/** A list of objects, each folded to one line. */
export function ObjectItems({ path, title, hint, type, children }: ItemsProps<ObjectSchema> & { children: (path: Path) => ReactNode }) {
  return (
    <ListEditor path={path} title={title} hint={hint} fresh={() => freshItem(type)} itemClass="schema-item">
      {(_item, at, index) => (
        <SchemaGroup path={at} title={`${index + 1}`}>
          {children(at)}
        </SchemaGroup>
      )}
    </ListEditor>
  );
}
