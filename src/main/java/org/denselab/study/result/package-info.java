/**
 * What a finished study knows, as plain records: the only thing that {@code report} reads. Entry
 * type: {@link org.denselab.study.result.StudyResult}.
 */
package org.denselab.study.result;
