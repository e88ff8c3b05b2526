import { memo } from 'react';
import type { VolumeRow } from '../../../shared/view/rows.ts';
import { KindIcon } from '../../design/KindIcon.tsx';

/** A volume of a pod or template: icon of its source, its name, what is mounted. */
export const VolumeLine = memo(function VolumeLine({ volume, top }: { volume: VolumeRow; top: number }) {
  const detail = volume.detail || volume.source;
  return (
    <div
      className="volume-line"
      data-kind="Volume"
      data-name={volume.name}
      style={{ top }}
      title={`${volume.name} · ${volume.source}${volume.detail ? ` · ${volume.detail}` : ''}`}
    >
      <KindIcon kind={volume.source} size={11} />
      <span className="truncate">
        {volume.name} · {detail}
      </span>
    </div>
  );
});
