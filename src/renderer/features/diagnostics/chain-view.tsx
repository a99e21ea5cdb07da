import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { Certificate20Regular } from '@fluentui/react-icons/svg/certificate';
import { DocumentError20Regular } from '@fluentui/react-icons/svg/document-error';
import type { CertificateFacts, ChainLink } from '../../../shared/model/network.ts';
import { Details } from '../../components/details.tsx';
import { Facts } from '../../components/facts.tsx';
import { keyed } from '../../components/keyed.ts';
import { checkTexts, originWords, revocationWords, validityOf } from '../../locales/certificates.ts';
import { diagnosticsTexts as texts } from '../../locales/diagnostics-screen.ts';

const useStyles = makeStyles({
  chain: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column' },
  link: {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalM,
    position: 'relative',
    paddingBottom: tokens.spacingVerticalM,
    ':not(:last-child)::before': {
      content: '""',
      position: 'absolute',
      left: '9px',
      top: '24px',
      bottom: '4px',
      borderLeft: `${tokens.strokeWidthThick} solid ${tokens.colorNeutralStroke1}`,
    },
  },
  toMissing: {
    ':not(:last-child)::before': { borderLeft: `${tokens.strokeWidthThick} dashed ${tokens.colorStatusDangerBorder1}` },
  },
  icon: { color: tokens.colorBrandForeground1 },
  missingIcon: { color: tokens.colorStatusDangerForeground1 },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  missing: {
    padding: tokens.spacingVerticalS,
    margin: `-${tokens.spacingVerticalXS} 0 0`,
    border: `${tokens.strokeWidthThin} dashed ${tokens.colorStatusDangerBorder1}`,
    borderRadius: tokens.borderRadiusMedium,
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  danger: { color: tokens.colorStatusDangerForeground1 },
});

/** A certificate, and where it came from if that is known. */
export type ShownLink = Omit<ChainLink, 'origin'> & { readonly origin?: ChainLink['origin'] };

/** A chain of certificates, the server's first; what is missing stands in it with a dashed frame. */
export function ChainView(props: { readonly label: string; readonly links: readonly ShownLink[] }) {
  const styles = useStyles();
  return (
    <ol className={styles.chain} aria-label={props.label}>
      {keyed(props.links, ({ name }) => name).map(({ key, item }, place) => (
        <Place
          key={key}
          link={item}
          isBroken={[item, props.links[place + 1]].some((link) => link?.origin === 'missing')}
        />
      ))}
    </ol>
  );
}

function Place(props: { readonly link: ShownLink; readonly isBroken: boolean }) {
  const styles = useStyles();
  const { name, origin, certificate, url } = props.link;
  const isMissing = origin === 'missing';
  const Icon = isMissing ? DocumentError20Regular : Certificate20Regular;
  return (
    <li className={mergeClasses(styles.link, props.isBroken && styles.toMissing)} data-origin={origin}>
      <Icon className={isMissing ? styles.missingIcon : styles.icon} aria-hidden />
      <div className={mergeClasses(styles.words, isMissing && styles.missing)}>
        <Text>{name}</Text>
        {origin && (
          <Text size={200} className={isMissing ? styles.danger : styles.quiet}>
            {originWords[origin]}
          </Text>
        )}
        {certificate && certificate.issuer !== name && (
          <Text size={200} className={styles.quiet}>
            {`${texts.issuedBy} ${certificate.issuer}`}
          </Text>
        )}
        {url && (
          <Text size={200} className={styles.quiet}>
            {`${checkTexts.offeredAt} ${url}`}
          </Text>
        )}
        {certificate && <More certificate={certificate} />}
      </div>
    </li>
  );
}

function More(props: { readonly certificate: CertificateFacts }) {
  const { certificate } = props;
  return (
    <Details label={texts.certificate}>
      <Facts
        facts={[
          [texts.names, certificate.names.join(', ')],
          [texts.valid, validityOf(certificate)],
          [checkTexts.key, certificate.key],
          [checkTexts.signature, certificate.signature],
          [checkTexts.revocation, certificate.revocation && revocationWords(certificate.revocation)],
          [texts.fingerprint, certificate.fingerprint256],
        ]}
      />
    </Details>
  );
}
