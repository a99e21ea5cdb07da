import { makeStyles, SearchBox, Text, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { LicenceNotice } from '../../../shared/model/licence.ts';
import { Details } from '../../components/details.tsx';
import { aboutTexts as texts } from '../../locales/about.ts';
import { useServices } from '../../state/services.tsx';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  text: {
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    userSelect: 'text',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    margin: 0,
    paddingLeft: tokens.spacingHorizontalXL,
  },
});

/** The libraries in Offhook with their licences; each text folds out. */
export function Licences() {
  const styles = useStyles();
  const { client } = useServices();
  const [notices, setNotices] = useState<readonly LicenceNotice[] | undefined>();
  const [typed, setTyped] = useState('');
  useEffect(() => {
    let isHere = true;
    client.request('app.licences').then(
      (list) => isHere && setNotices(list),
      () => isHere && setNotices([]),
    );
    return () => {
      isHere = false;
    };
  }, [client]);
  if (!notices) return <Text>{texts.licencesLoading}</Text>;
  if (notices.length === 0) return <Text>{texts.licencesNone}</Text>;
  const wanted = typed.trim().toLowerCase();
  const shown = notices.filter(({ name, licence }) => `${name} ${licence}`.toLowerCase().includes(wanted));
  return (
    <Details label={texts.licences(notices.length)}>
      <SearchBox
        aria-label={texts.licencesFilter}
        placeholder={texts.licencesFilter}
        value={typed}
        dismiss={typed === '' ? null : { 'aria-label': texts.licencesFilterClear }}
        onChange={(_, data) => setTyped(data.value.slice(0, 100))}
      />
      {shown.length === 0 && <Text>{texts.licencesNoneFound}</Text>}
      <ul className={styles.list}>
        {shown.map(({ name, version, licence, text }) => (
          <li key={`${name} ${version}`}>
            <Details label={`${name} ${version} · ${licence}`}>
              <pre className={styles.text}>{text || texts.licencesNoText}</pre>
            </Details>
          </li>
        ))}
      </ul>
    </Details>
  );
}
