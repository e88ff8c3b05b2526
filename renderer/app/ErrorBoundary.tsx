import { Component, type ErrorInfo, type ReactNode } from 'react';
import { Button } from '../design/Button.tsx';
import { translate } from '../i18n/i18n.ts';
import './error-boundary.css';

interface ErrorBoundaryProps {
  children: ReactNode;
  /** Smaller wording for one panel. */
  compact?: boolean | undefined;
}

/** Keeps a mistake in one part from taking the window down. The design is safe: it lives in the control plane. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { error: Error | undefined }> {
  override state: { error: Error | undefined } = { error: undefined };

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    console.error(error, info.componentStack);
  }

  override render(): ReactNode {
    if (this.state.error === undefined) return this.props.children;
    return (
      <div className="error-boundary" role="alert" data-compact={this.props.compact === true ? '' : undefined}>
        <h2>{translate('shell:crash.title')}</h2>
        <p>{translate('shell:crash.text')}</p>
        <pre className="mono">{String(this.state.error.message)}</pre>
        <Button variant="primary" onClick={() => this.setState({ error: undefined })}>{translate('shell:crash.again')}</Button>
      </div>
    );
  }
}
