/**
 * On damaged files pdf.js rejects promises of its own that nobody awaits; what we do await fails as well and is told. A
 * browser only logs such a rejection, Node would end the command with a stack. Any other rejection still ends it.
 */
const ownNames = new Set([
  'FormatError',
  'XRefEntryException',
  'XRefParseException',
  'MissingDataException',
  'InvalidPDFException',
  'ParserEOFException',
  'PasswordException',
  'JpegError',
  'JpxError',
  'Jbig2Error',
  'UnknownErrorException',
  'AbortException',
]);

process.on('unhandledRejection', (error) => {
  if (error instanceof Error && ownNames.has(error.name)) return;
  throw error;
});
