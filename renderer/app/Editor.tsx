import { useText } from '../i18n/use-text.ts';
import { useCluster } from '../store/hooks.ts';
import { useUi } from '../store/ui.ts';
import { Palette } from '../palette/Palette.tsx';
import { EditorContextMenu } from './EditorContextMenu.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Opening } from './Opening.tsx';
import { PanelResizer } from './PanelResizer.tsx';
import { ProcessBand } from './ProcessBand.tsx';
import { ApiNotice } from '../control-plane/ApiNotice.tsx';
import { Canvas, ControlPlanePanel, FollowPanel, Inspector, ProblemsList, ScalingPanel, Timeline } from './parts.tsx';
import { TitleBar } from './TitleBar.tsx';
import { useEditorLayout } from './use-editor-layout.ts';
import './editor.css';

const inspectorViews = { object: Inspector, problems: ProblemsList, request: FollowPanel, scaling: ScalingPanel, controlPlane: ControlPlanePanel };

/** The inspector, or what stands in its place. */
function InspectorPlace() {
  const View = inspectorViews[useUi((state) => state.inspectorView)];
  return <View />;
}

/** Title bar, palette, canvas, inspector and timeline, docked; the canvas takes the rest. */
export function Editor() {
  const { t } = useText();
  const opened = useCluster() !== undefined;
  const layout = useEditorLayout();
  return (
    <div className="editor" style={layout.style} data-inspector={layout.inspectorMode}>
      <TitleBar />
      {layout.palette !== 'hidden' && (
        <nav className="editor-palette" aria-label={t('shell:palette.title')}><ErrorBoundary compact><Palette rail={layout.palette === 'rail'} /></ErrorBoundary>
          {layout.palette === 'full' && <PanelResizer panel="palette" edge="right" />}
        </nav>
      )}
      <main className="editor-canvas">
        <ProcessBand />
        {opened ? <ErrorBoundary><EditorContextMenu><div className="editor-canvas-fill"><Canvas /></div></EditorContextMenu></ErrorBoundary> : <Opening />}
        {opened && <ApiNotice />}
      </main>
      {layout.inspectorMode !== 'hidden' && (
        <aside className="editor-inspector" aria-label={t('commands:panel.inspector')}><ErrorBoundary compact>{opened && <InspectorPlace />}</ErrorBoundary>
          <PanelResizer panel="inspector" edge="left" />
        </aside>
      )}
      {layout.timeline && (
        <div className="editor-timeline"><ErrorBoundary compact>{opened && <Timeline />}</ErrorBoundary><PanelResizer panel="timeline" edge="top" /></div>
      )}
    </div>
  );
}
