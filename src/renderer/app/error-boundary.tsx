import { Button, Text } from '@fluentui/react-components';
import { Component, type ReactNode } from 'react';
import { EmptyState } from '../components/empty-state.tsx';
import { appTexts as texts } from '../locales/app.ts';

/** Keeps a fault in one screen from leaving an empty window: main goes on, the window can be loaded again. */
export class ErrorBoundary extends Component<
  { readonly children: ReactNode },
  { readonly broken: string | undefined }
> {
  override readonly state = { broken: undefined };

  static getDerivedStateFromError(error: unknown): { broken: string } {
    return { broken: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    const { broken } = this.state;
    if (broken === undefined) return this.props.children;
    return (
      <main role="alert">
        <EmptyState
          title={texts.brokenTitle}
          body={texts.brokenBody}
          action={
            <>
              <Button appearance="primary" onClick={() => window.location.reload()}>
                {texts.reload}
              </Button>
              <Text size={200}>{broken}</Text>
            </>
          }
        />
      </main>
    );
  }
}
