namespace Primacy.Exposition;

/// <summary>Which of a family's series a sample belongs to.</summary>
internal enum SamplePart : byte
{
    Value,
    Bucket,
    Sum,
    Count,
}
