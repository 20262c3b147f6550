/** BERT. Entry type: {@link org.denselab.backbone.bert.BertConfig}. Must not know training. */
package org.denselab.backbone.bert;
