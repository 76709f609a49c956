import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { reportDetected } from '../utils/extension/report.ts';

/**
 * Words of the form that few other pages have together. Not the catalogue: this script runs in every page of the sites that
 * the person opened to it, and has to stay tiny; being sure is for the filler.
 */
const tellingWords = [
  /client\s?_?id/i,
  /instellingsnummer/i,
  /toegangsgroep/i,
  /rekeningen\s?(2\.0|api)/i,
  /naam (van de )?aanvrager/i,
  /inloggegevens/i,
  /leerlingenadministratie/i,
  /inschrijvingen pushen/i,
  /gelezen en goedgekeurd/i,
];

/** Characters; a page with more text than this is no form. */
const mostText = 200_000;

const embeddedPdf = 'embed[type="application/pdf"], object[type="application/pdf"], iframe[src$=".pdf" i]';

/** Reports whether the form may be in this document, and nothing else. */
export default defineUnlistedScript(() => {
  if (document.contentType === 'application/pdf' || document.querySelector(embeddedPdf)) {
    reportDetected({ type: 'detected', content: 'pdf', confidence: 0 });
    return;
  }
  const text = (document.body?.textContent ?? '').slice(0, mostText);
  const found = tellingWords.filter((word) => word.test(text)).length;
  if (found > 0) reportDetected({ type: 'detected', content: 'page', confidence: found / tellingWords.length });
});
