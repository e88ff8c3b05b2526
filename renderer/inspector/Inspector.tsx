import { isProvided } from '../../shared/view/provided.ts';
import { isCloudKey, isCloudRef } from '../store/cloud-refs.ts';
import { parseRefKey } from '../store/ref-key.ts';
import { useUi } from '../store/ui.ts';
import { componentOf } from '../../shared/view/component-ref.ts';
import { BalancerInspector } from './BalancerInspector.tsx';
import { ClusterOverview } from './ClusterOverview.tsx';
import { NetworkInspector } from './cloud/network/NetworkInspector.tsx';
import { ComponentInspector } from './ComponentInspector.tsx';
import { MultiSelection } from './MultiSelection.tsx';
import { ObjectInspector } from './ObjectInspector.tsx';
import './inspector.css';

/** What is selected, whole: nothing shows the cluster, one object its form, YAML, events and "Why?", several what they have in common; a part of the cloud's network what it is. */
export function Inspector() {
  const all = useUi((state) => state.selection);
  const selection = all.length > 1 ? all.filter((key) => !isCloudKey(key)) : all;
  const [only] = selection;
  if (selection.length > 1) return <MultiSelection keys={selection} />;
  const ref = only === undefined ? undefined : parseRefKey(only);
  const component = componentOf(ref);
  if (component) return <ComponentInspector key={only} machine={component.machine} name={component.name} />;
  if (ref && isProvided(ref)) return <BalancerInspector key={only} target={ref} />;
  if (ref && isCloudRef(ref)) return <NetworkInspector key={only} target={ref} />;
  return ref === undefined ? <ClusterOverview /> : <ObjectInspector key={only} target={ref} />;
}
