import { useCloud } from '../store/hooks.ts';
import { useUi } from '../store/ui.ts';
import { useCanvas } from './canvas-store.ts';
import { elementId } from './nodes/element-id.ts';

/** The frame of a cloud's VPC, around its zones. */
export function VpcFrame({ vpc }: { vpc: string }) {
  const isSelected = useUi((state) => state.selection.includes(vpc));
  const isHovered = useUi((state) => state.hovered === vpc);
  const isFocused = useCanvas((state) => state.focusVisible && state.focused === vpc);
  return <div className="ground-vpc" id={elementId(vpc)} data-kind="Vpc" data-selected={isSelected || undefined} data-hovered={isHovered || undefined} data-focused={isFocused || undefined} />;
}

/** Its range, region and id, beside the Internet gateway on its edge. */
export function VpcName({ vpc }: { vpc: string }) {
  const cloud = useCloud();
  const level = useUi((state) => state.zoomLevel);
  const isHovered = useUi((state) => state.hovered === vpc);
  if (!cloud) return <div className="frame-name" data-frame="vpc" hidden />;
  const { vpc: { id, cidr }, region } = cloud;
  return (
    <div className="frame-name" data-frame="vpc" data-hovered={isHovered || undefined} hidden={level === 'far'}>
      <span className="frame-name-text">
        <span className="truncate"><b>VPC</b> <span className="mono">{cidr}</span> · {region}{level === 'near' && <span className="mono vpc-id"> · {id}</span>}</span>
      </span>
    </div>
  );
}
