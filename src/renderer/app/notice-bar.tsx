import { useState } from 'react';
import type { Failure } from '../../shared/model/failure.ts';
import { CopyButton } from '../components/copy-button.tsx';
import { failureWords } from '../components/failure-card.tsx';
import { failureReport } from '../components/failure-report.ts';
import { appTexts as texts } from '../locales/app.ts';
import { useCell, useServices, useSlice } from '../state/services.tsx';
import { TopBar } from './top-bar.tsx';

/** A failure that belongs to no screen, or something that could not be kept on this computer, until it is put away. */
export function NoticeBar() {
  const { notice } = useServices();
  const noticed = useCell(notice);
  const unkept = useSlice((snapshot) => snapshot.storageProblem);
  const [putAway, setPutAway] = useState<Failure | null>(null);
  const failure = noticed ?? (isSame(unkept, putAway) ? null : unkept);
  if (!failure) return null;
  const { sentence, next } = failureWords(failure);
  const dismiss = () => {
    if (noticed) notice.set(null);
    else setPutAway(unkept);
  };
  return (
    <TopBar intent="error" title={sentence[0]} words={[...sentence.slice(1), next].join(' ')} onDismiss={dismiss}>
      <CopyButton text={() => failureReport(failure)} name={texts.copyDetails} />
    </TopBar>
  );
}

/** The same thing went wrong with the same file. */
function isSame(one: Failure | null, other: Failure | null): boolean {
  return one?.code === other?.code && one?.data?.what === other?.data?.what;
}
