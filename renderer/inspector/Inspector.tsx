import { parseRefKey } from '../store/ref-key.ts';
import { useUi } from '../store/ui.ts';
import { componentOf } from '../../shared/view/component-ref.ts';
import { ClusterOverview } from './ClusterOverview.tsx';
import { ComponentInspector } from './ComponentInspector.tsx';
import { MultiSelection } from './MultiSelection.tsx';
import { ObjectInspector } from './ObjectInspector.tsx';
import './inspector.css';

/** What is selected, whole: nothing shows the cluster, one object its form, YAML, events and "Why?", several what they have in common. */
export function Inspector() {
  const selection = useUi((state) => state.selection);
  const [only] = selection;
  if (selection.length > 1) return <MultiSelection keys={selection} />;
  const ref = only === undefined ? undefined : parseRefKey(only);
  const component = componentOf(ref);
  if (component) return <ComponentInspector key={only} machine={component.machine} name={component.name} />;
  return ref === undefined ? <ClusterOverview /> : <ObjectInspector key={only} target={ref} />;
}
