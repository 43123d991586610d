/** The code of parts that bring a library: it is loaded by pages that show one. */

/** Chart.js. */
export const loadChartView = () => import('../charts/chart-view.tsx');
/** The YAML library. */
export const loadYamlView = () => import('../components/yaml-view.tsx');
