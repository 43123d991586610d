/**
 * The sums of a vitest JSON report. A file that could not be loaded holds no tests, and counts as one failure.
 * @returns {{ passed: number, failed: number, skipped: number, brokenFiles: string[] }}
 */
export function countTests(report) {
  const brokenFiles = report.testResults
    .filter(
      (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
    )
    .map((file) => file.name);
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests + report.numTodoTests,
    brokenFiles,
  };
}
