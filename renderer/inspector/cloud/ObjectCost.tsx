import { refKey, type ObjectRef } from '../../../shared/kubernetes/registry.ts';
import { CostSection } from './CostSection.tsx';

/** What one object costs, all together that it has with the provider; nothing where it has none. */
export function ObjectCost({ target }: { target: ObjectRef }) {
  const key = refKey(target);
  return <CostSection of={({ subject }) => subject !== undefined && refKey(subject) === key} />;
}
