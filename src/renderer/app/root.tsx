import { AriaLiveAnnouncer, FluentProvider } from '@fluentui/react-components';
import { type ReactNode, Suspense, useEffect, useLayoutEffect, useMemo } from 'react';
import { ContentNews } from '../features/content-news/index.ts';
import { DeviceNews } from '../features/devices/device-news.tsx';
import { MeetingNews } from '../features/meeting-news/index.ts';
import { SignInNews } from '../features/sign-in/index.ts';
import { type Services, ServicesProvider, useSlice } from '../state/services.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { NavigationProvider } from './navigate.tsx';
import { toastIn } from './navigation.ts';
import { Shell } from './shell.tsx';
import { themeFor } from './theme.ts';
import { rememberTheme, useLook } from './use-look.ts';
import { useToastTitle } from './use-window-title.ts';
import { callToast, View } from './views.tsx';

/** As a style, not a class: Fluent copies the provider's classes to every portal, and those must not fill the window. */
const fillWindow = { height: '100%', overflow: 'hidden' } as const;

/** The whole window over its services. */
export function Root(props: { readonly services: Services }) {
  return (
    <ServicesProvider services={props.services}>
      <Themed>
        <ErrorBoundary>
          <AriaLiveAnnouncer>
            <NavigationProvider>
              {toastIn(window.location.hash) === undefined ? <MainPage /> : <ToastPage />}
            </NavigationProvider>
          </AriaLiveAnnouncer>
        </ErrorBoundary>
      </Themed>
    </ServicesProvider>
  );
}

function MainPage() {
  return (
    <>
      <Shell />
      <SignInNews />
      <MeetingNews />
      <ContentNews />
      <DeviceNews />
    </>
  );
}

/** The small window of a call that comes in: nothing but its card, and nothing said twice. */
function ToastPage() {
  useToastTitle(toastIn(window.location.hash)?.callId);
  return (
    <Suspense>
      <View of={callToast} />
    </Suspense>
  );
}

function Themed(props: { readonly children: ReactNode }) {
  const look = useLook();
  const theme = useMemo(() => themeFor(look), [look]);
  const known = useSlice((snapshot) => snapshot.revision >= 0);
  const setting = useSlice((snapshot) => snapshot.settings.theme);
  useLayoutEffect(() => {
    // Scroll bars and the like are the platform's own, and follow the choice only when they are told.
    document.documentElement.style.colorScheme = look === 'light' ? 'light' : 'dark';
  }, [look]);
  useEffect(() => {
    if (known) rememberTheme(setting);
  }, [known, setting]);
  return (
    <FluentProvider theme={theme} style={fillWindow}>
      {props.children}
    </FluentProvider>
  );
}
